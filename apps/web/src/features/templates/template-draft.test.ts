import { expect, it } from 'vitest';
import { changesOf, type TemplateDraft, tagsOf } from './template-draft';

const FROM: TemplateDraft = {
  title: 'First',
  subject: 'Hello',
  body: '<p>x</p>',
  tags: 'a, b',
  shared: false,
  open_tracking: true,
  click_tracking: true,
};

it('sends what was changed and nothing else', () => {
  expect(changesOf(FROM, FROM)).toEqual({});
  expect(changesOf({ ...FROM, subject: '', tags: 'b, b ,c,' }, FROM)).toEqual({
    subject: '',
    tags: ['b', 'c'],
  });
  expect(tagsOf(' , ')).toEqual([]);
});
