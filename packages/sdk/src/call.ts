/** An answer with what came around it. */
export interface Answer<T> {
  /** What the call itself answers: the record, the page, the file. */
  readonly data: T;
  /** The body as it was read: with envelope, and what came along (`included`). */
  readonly body: unknown;
  readonly status: number;
  readonly headers: Headers;
  /** `x-request-id`: quote it when you ask the server's operator. */
  readonly requestId: string | undefined;
}

/** A call under way: awaited it is its data; `answer()` is the same with status, headers and the whole body. */
export interface ApiCall<T> extends Promise<T> {
  answer(): Promise<Answer<T>>;
}

/** The call of an answer that is being waited for. */
export function callOf<T>(sent: Promise<Answer<T>>): ApiCall<T> {
  const data = sent.then((answer) => answer.data);
  return Object.assign(data, {
    answer: () => {
      // Whoever takes the answer hears of its failure there.
      data.catch(() => undefined);
      return sent;
    },
  });
}
