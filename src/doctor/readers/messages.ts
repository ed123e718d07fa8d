/**
 * What the members of a printed object say, wherever they are in a line: Elixir's and Ruby's hashes, PHP's print_r and var_dump,
 * Python's reprs, Go's %+v, toString of Java, records of C#.
 */

/** `"message" => "…"`, `error_description: '…'`, `[message] => …`, `["message"]=> string(5) "…"`, `description=…, `, `Message:… `. */
const MESSAGE =
  /(?<![A-Za-z\d])(?:error_?|err_?)?(?:description|message|msg|detail|reason|summary|faultstring)["'\])]{0,2}\s{0,3}(?:=>|[:=])\s{0,3}(?:string\(\d{1,6}\)\s{0,3}|Some\(|@|u(?=["'])){0,2}(?:"((?:[^"\\\n]|\\.){5,600})"|'((?:[^'\\\n]|\\.|'(?=\w)){5,600})'|([^\s"'[{(][^\n"{}=]{4,600}?)(?=\s{0,2}(?:$|\n|[}\])]\s{0,2}(?:$|[,;}\])\n])|[,;]\s{0,2}[\w"'-]{1,40}\s{0,2}[=:]|\s[A-Z]\w{1,40}:\S|\s\[\w{1,40}\] =>)))/gim;

/** Two words at least. */
const SENTENCE = /\p{L}{2,}\S*\s+\S*\p{L}|[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]{4}/u;
const MOST = { length: 20_000, messages: 20 } as const;

export function messagesIn(text: string): readonly string[] {
  const found = new Set<string>();
  for (const [, double, single, bare] of text.slice(0, MOST.length).matchAll(MESSAGE)) {
    const message = (double ?? single ?? bare ?? "").replaceAll(/\\(["'\\/])/g, "$1").trim();
    if (SENTENCE.test(message)) found.add(message);
    if (found.size >= MOST.messages) break;
  }
  return [...found];
}
