import { expect, test } from 'vitest';
import { letterOf } from './words';

test('what is typed becomes paragraphs, and nothing of it becomes markup', () => {
  expect(letterOf('Hi <b>Ada</b>,\n\n\nThursday\nor "Friday" & so on?\n')).toBe(
    '<p>Hi &lt;b&gt;Ada&lt;/b&gt;,</p><p>Thursday<br>or &quot;Friday&quot; &amp; so on?</p>',
  );
  expect(letterOf(' \n\n')).toBe('');
});
