/** A body that the host has read before Candor could: what the host made of it is used where the form can be told from it. */
import { isFormType } from "../protocol/media-type.ts";

/** What was sent, or a form that says the same; `undefined` where what is left of it may say something else. */
export function textOfRead(read: unknown, contentType: string | undefined): string | Uint8Array | undefined {
  if (typeof read === "string" || read instanceof Uint8Array) return read;
  if (read instanceof URLSearchParams) return read.toString();
  if (read instanceof FormData) return written([...read]);
  if (!isPlain(read)) return undefined;
  // What is not a form is refused for its type, whatever is in it.
  if (!isFormType(contentType)) return JSON.stringify(read);
  return written(Object.entries(read).flatMap(([name, value]) => [value].flat().map((one) => [name, one] as const)));
}

/** A parser that reads `a[b]=c` as an object, or a file, leaves nothing that the form could be made of again. */
function written(pairs: readonly (readonly [string, unknown])[]): string | undefined {
  const form = new URLSearchParams();
  for (const [name, value] of pairs) {
    if (typeof value !== "string") return undefined;
    form.append(name, value);
  }
  return form.toString();
}

function isPlain(value: unknown): value is object {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}
