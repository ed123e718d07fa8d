/** HTTP messages of examples, formatted for reading. */

/** Up to this length, parameters stay on one line. */
const SHORT = 48;

/** The message, with one parameter a line in a long URL or form. */
export function onLines(message: string): string {
  const [head = "", ...rest] = message.replaceAll("\r\n", "\n").split("\n\n");
  const [start = "", ...headers] = head.split("\n");
  const form = headers.some((line) => /^content-type:\s*application\/x-www-form-urlencoded/i.test(line));
  const body = rest.join("\n\n");
  const lines = form && body.length > SHORT ? body.replaceAll("&", "\n&") : body;
  return [[addressOnLines(start), ...headers].join("\n"), ...(body === "" ? [] : [lines])].join("\n\n");
}

function addressOnLines(start: string): string {
  if (start.length <= SHORT) return start;
  const [, before = start, query] = /^(\S+ [^?\s]*)\?(.*)$/.exec(start) ?? [];
  return query === undefined ? start : `${before}\n?${query.replaceAll("&", "\n&")}`;
}
