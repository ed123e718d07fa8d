/** Whether a fault leaves what was exchanged without it as it was. */
import type { Read } from "./metadata-read.ts";
import { type Answer, type Between, bodyOf, type Message, targetOf } from "./through.ts";

/** A request, and its response. */
export interface Exchanged extends Read {
  /** Both as text, to compare. */
  readonly asked: string;
  readonly came: string;
}

export const exchanged = (message: Message, answer: Answer): Exchanged => ({
  ...{ message, answer },
  ...{ asked: messageText(message), came: answerText(answer) },
});

/** The response, unless there is another request than the one that was made, none, several, or one that is waited for. */
export async function answerThrough(
  through: Between,
  { message, answer, asked }: Exchanged,
): Promise<Answer | undefined> {
  const passed: Message[] = [];
  const [request, response] = [lentMessage(message), lentAnswer(answer)];
  const back = through(request.one, async (next) => {
    passed.push(next);
    return response.one;
  });
  const isSameRequest = ([one, ...more]: readonly Message[]): boolean =>
    one !== undefined &&
    more.length === 0 &&
    ((one === request.one && !request.isTouched()) || messageText(one) === asked);
  const isStraight = back.then(
    (one) => (!isSameRequest(passed) ? undefined : one === response.one && !response.isTouched() ? answer : one),
    () => undefined,
  );
  return Promise.race([isStraight, new Promise<undefined>((resolve) => setImmediate(resolve, undefined))]);
}

/** Whether it is the response that came without the fault. */
export const isAsRecorded = (answer: Answer | undefined, one: Exchanged): boolean =>
  answer !== undefined && (answer === one.answer || answerText(answer) === one.came);

const messageText = (one: Message): string =>
  JSON.stringify([one.method, targetOf(one), [...one.headers], one.body, bodyOf(one)]);
const answerText = ({ status, headers, body }: Answer): string => JSON.stringify([status, [...headers], body]);

/** Faults may change what they are given. */
export const messageCopy = (one: Message): Message => ({
  ...one,
  query: new URLSearchParams(one.query),
  headers: new Headers(one.headers),
  form: new URLSearchParams(one.form),
});
export const answerCopy = (one: Answer): Answer => ({ ...one, headers: new Headers(one.headers) });

/** A copy that is made only once something that can be changed is looked at. */
interface Lent<Of> {
  readonly one: Of;
  readonly isTouched: () => boolean;
}

function lentMessage(of: Message): Lent<Message> {
  let copy: Message | undefined;
  const touched = (): Message => {
    copy ??= messageCopy(of);
    return copy;
  };
  const { path, method, body } = of;
  const one = {
    ...{ path, method, body },
    get query() {
      return touched().query;
    },
    get headers() {
      return touched().headers;
    },
    get form() {
      return touched().form;
    },
  };
  return { one, isTouched: () => copy !== undefined };
}

function lentAnswer(of: Answer): Lent<Answer> {
  let copy: Answer | undefined;
  const { status, body } = of;
  const one = {
    ...{ status, body },
    get headers() {
      copy ??= answerCopy(of);
      return copy.headers;
    },
  };
  return { one, isTouched: () => copy !== undefined };
}
