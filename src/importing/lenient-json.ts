/** JSON as .NET's settings and the Deploy CLI's folders have it: with comments, a comma at the end, and a placeholder where a value is. */

/** Strings, which stay; comments and commas before a closing bracket, which go; placeholders, which become strings. */
const LENIENT =
  /"(?:[^"\\]|\\.)*"|\/\/[^\n]*|\/\*[\s\S]*?\*\/|,(?=(?:\s|\/\/[^\n]*|\/\*[\s\S]*?\*\/)*[}\]])|@@\w+@@|##\w+##/g;

/** The value of a text, which is JSON almost always. Throws `SyntaxError`. */
export function lenientJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return JSON.parse(
      text.replaceAll(LENIENT, (part) => (/^["]/.test(part) ? part : /^[@#]/.test(part) ? `"${part}"` : "")),
    );
  }
}
