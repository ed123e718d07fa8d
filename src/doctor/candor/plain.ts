/** A text as the server wrote it: whatever programs do to sentences when they log them is undone. */

const ESCAPED: readonly (readonly [RegExp, string])[] = [
  [/\\+u0027|\\+x27|&#0?39;|&#x27;|&apos;|%27|\\+'|'\\''/gi, "'"],
  [/\\+u002b|&#43;/gi, "+"],
  [/\\+u003c|&lt;/gi, "<"],
  [/\\+u003e|&gt;/gi, ">"],
  [/\\+u0026|&amp;/gi, "&"],
  [/\\+\//g, "/"],
  [/[\u2018\u2019]/g, "'"],
];

export function asWritten(text: string): string {
  let plain = /[\\&%\u2018\u2019]|'\\''/.test(text)
    ? ESCAPED.reduce((bare, [escaped, character]) => bare.replaceAll(escaped, character), text)
    : text;
  // One value of a query, with its spaces as %20 or as plus signs.
  if (/%20\w/.test(plain) && !/ \w+ \w+ /.test(plain)) plain = decoded(plain);
  else if (/\w\+\w+\+\w/.test(plain) && !/ \w+ \w+ /.test(plain)) plain = decoded(plain.replaceAll("+", " "));
  return plain.replaceAll(/(?:\\+[nrt]|\s)+/g, " ");
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text.replaceAll("%20", " ");
  }
}
