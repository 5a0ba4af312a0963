import { request as http } from 'node:http';
import { request as https } from 'node:https';

export interface Page {
  status: number;
  url: URL;
  text: string;
  /** Where a redirect that was not followed leads. */
  location: URL | undefined;
}

/**
 * A browser as far as signing in needs one: cookies per host, redirects, forms with their hidden fields. It takes the
 * example's self-signed certificate, as a person does by "continue".
 */
export class Browser {
  readonly #cookies = new Map<string, Map<string, string>>();

  /** Opens a page and follows redirects, except to addresses that `stopAt` matches. */
  async open(address: string | URL, stopAt?: RegExp): Promise<Page> {
    return this.#follow(await this.#send('GET', new URL(address), undefined), stopAt);
  }

  /** Submits the page's form that has these fields, with its hidden ones, as a click on its button does. */
  async submit(page: Page, fields: Record<string, string>, stopAt?: RegExp): Promise<Page> {
    const asked = Object.keys(fields).map((name) => `name="${name}"`);
    const form = [
      ...page.text.matchAll(/<form[^>]*method="post"[^>]*action="([^"]+)"[\s\S]*?<\/form>/g),
    ].find(([text]) => asked.every((each) => text.includes(each)));
    if (!form) throw new Error(`no such form on ${page.url.href}: ${page.text.slice(0, 500)}`);
    const body = new URLSearchParams();
    for (const [, name = '', value = ''] of form[0].matchAll(/type="hidden" name="([^"]+)" value="([^"]*)"/g))
      body.set(name, value.replaceAll('&amp;', '&'));
    for (const [name, value] of Object.entries(fields)) body.set(name, value);
    const target = new URL((form[1] ?? '').replaceAll('&amp;', '&'), page.url);
    return this.#follow(await this.#send('POST', target, body.toString()), stopAt);
  }

  async #follow(first: Page, stopAt?: RegExp): Promise<Page> {
    let page = first;
    for (let hops = 0; page.location && !stopAt?.test(page.location.href); hops += 1) {
      if (hops > 10) throw new Error(`too many redirects, last to ${page.location.href}`);
      page = await this.#send('GET', page.location, undefined);
    }
    return page;
  }

  #send(method: string, url: URL, body: string | undefined): Promise<Page> {
    const jar = this.#cookies.get(url.host) ?? new Map<string, string>();
    this.#cookies.set(url.host, jar);
    const headers = {
      cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; '),
      ...(body === undefined
        ? {}
        : { 'content-type': 'application/x-www-form-urlencoded', origin: url.origin }),
    };
    return new Promise((resolve, reject) => {
      const open = url.protocol === 'https:' ? https : http;
      const sent = open(url, { method, headers, rejectUnauthorized: false, agent: false }, (answer) => {
        for (const line of answer.headers['set-cookie'] ?? []) {
          const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
          if (value === '' || /max-age=0|1970/i.test(line)) jar.delete(name);
          else jar.set(name, value);
        }
        let text = '';
        answer.on('data', (part) => (text += String(part)));
        answer.on('end', () => {
          const status = answer.statusCode ?? 0;
          const to = status >= 300 && status < 400 ? answer.headers.location : undefined;
          resolve({ status, url, text, location: to === undefined ? undefined : new URL(to, url) });
        });
      });
      sent.on('error', reject);
      sent.end(body);
    });
  }
}
