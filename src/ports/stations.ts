/**
 * The stations of a request (receive, load, decide, commit), for whoever traces it. A request that nobody traces has no span, and
 * its stations cost one look.
 */
import { AsyncLocalStorage } from "node:async_hooks";

/** What is said of a station. Never what a requester sent. */
export type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;

/** Something that takes time, within something else that does. */
export interface Span {
  /** Begins a station within it. */
  child(name: string, attributes?: Attributes): Span;
  /** Ends it. `failed`: it threw. */
  end(attributes?: Attributes, failed?: boolean): void;
}

/** The innermost station under way. */
export const underWay = new AsyncLocalStorage<Span>();

/** Does something as a station of the request that is traced, if one is. */
export function station<T>(name: string, work: () => T, attributes?: Attributes): T {
  const span = underWay.getStore()?.child(name, attributes);
  return span === undefined ? work() : within(span, work);
}

function within<T>(span: Span, work: () => T): T {
  try {
    const result = underWay.run(span, work);
    if (!(result instanceof Promise)) {
      span.end();
      return result;
    }
    return result.then(
      (value) => {
        span.end();
        return value;
      },
      (error) => {
        span.end({}, true);
        throw error;
      },
    ) as T;
  } catch (error) {
    span.end({}, true);
    throw error;
  }
}
