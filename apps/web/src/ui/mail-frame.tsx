import { useMemo } from 'react';

/**
 * An e-mail as its reader sees it, in a frame without any right: no script, no form, no way out. What would ask the network or
 * the page's own policy for something is taken out before.
 */
export function MailFrame({ html, title }: { html: string; title: string }) {
  const framed = useMemo(() => quiet(html), [html]);
  return <iframe className="mail-frame" sandbox="" srcDoc={framed} title={title} />;
}

const LOUD = 'script,style,link,meta,base,iframe,object,embed,form,input,button,video,audio,source,svg';
const FRAME_STYLE =
  'margin:12px;font:14px/22px Inter,system-ui,sans-serif;color:#191e27;background:#ffffff;overflow-wrap:anywhere';

function quiet(html: string): string {
  const page = new DOMParser().parseFromString(html, 'text/html');
  for (const each of page.querySelectorAll(LOUD)) each.remove();
  for (const picture of page.querySelectorAll('img'))
    if (!/^data:image\//i.test(picture.getAttribute('src') ?? ''))
      picture.replaceWith(`[${picture.getAttribute('alt') || 'picture'}]`);
  for (const each of page.querySelectorAll('*'))
    for (const { name, value } of [...each.attributes])
      if (/^on|^srcset$|^background$/i.test(name) || /url\(/i.test(value)) each.removeAttribute(name);
  page.body.setAttribute('style', FRAME_STYLE);
  return `<!doctype html><html lang="">${page.body.outerHTML}</html>`;
}
