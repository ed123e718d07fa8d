/** Members of errors, which are anybody's objects: a getter may throw, a proxy may lie, a text may be endless. */

/** UTF-16 code units of one text. */
const LONGEST = 200_000;

export function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

/** `undefined` if there is none, or if reading it throws. */
export function member(value: unknown, name: string): unknown {
  if (!isObject(value)) return undefined;
  try {
    return (value as Readonly<Record<string, unknown>>)[name];
  } catch {
    return undefined;
  }
}

/** The first of these members that is a text with something in it. */
export function text(value: unknown, ...names: readonly string[]): string | undefined {
  for (const name of names) {
    const found = member(value, name);
    if (typeof found === "string" && found !== "") return found.slice(0, LONGEST);
  }
  return undefined;
}

/** The first of these members that is an object. */
export function object(value: unknown, ...names: readonly string[]): object | undefined {
  return names.map((name) => member(value, name)).find(isObject);
}

/** An HTTP status, whatever the library calls it. */
export function statusOf(value: unknown): number | undefined {
  const found = ["status", "statusCode", "httpCode", "status_code"].map((name) => member(value, name));
  return found.find((one): one is number => typeof one === "number" && one >= 100 && one <= 999);
}

/** What was sent or received, as a text: a text, a form, bytes, or an object that was JSON. */
export function written(value: unknown): string | undefined {
  try {
    if (typeof value === "string") return value.slice(0, LONGEST);
    if (value instanceof URLSearchParams) return value.toString().slice(0, LONGEST);
    if (value instanceof Uint8Array || value instanceof ArrayBuffer)
      return new TextDecoder().decode(
        value instanceof Uint8Array ? value.subarray(0, LONGEST) : value.slice(0, LONGEST),
      );
    // A stream, a request that waits: nothing that JSON could show.
    if (
      !isObject(value) ||
      typeof member(value, "pipe") === "function" ||
      typeof member(value, "getReader") === "function"
    )
      return undefined;
    return JSON.stringify(value)?.slice(0, LONGEST);
  } catch {
    return undefined;
  }
}

/** Headers as a plain object: those of fetch, of Node, of axios. */
export function headersOf(value: unknown): Readonly<Record<string, string>> {
  try {
    const each = member(value, "forEach");
    const found: Record<string, string> = {};
    if (value instanceof Map || typeof member(value, "getSetCookie") === "function")
      (each as Map<string, string>["forEach"]).call(value, (one, name) => {
        found[String(name).toLowerCase()] = String(one);
      });
    else if (isObject(value))
      for (const [name, one] of Object.entries(value).slice(0, 200))
        if (["string", "number"].includes(typeof one) || Array.isArray(one)) found[name.toLowerCase()] = String(one);
    return found;
  } catch {
    return {};
  }
}
