/** Words of a command as bash, cmd and PowerShell split them. An unclosed quote ends with the text. */

export interface Command {
  readonly words: readonly string[];
  /** How many characters of the text were used. */
  readonly length: number;
}

const ESCAPES: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", "0": "\0", a: "\x07", e: "\x1b" };
const STOPS = /[|;<>&]/;

/** bash: three kinds of quotes, and `\` before a line end. Ends at the first line end outside of quotes. */
export function bashWords(text: string): Command {
  const words: string[] = [];
  let word: string | undefined;
  let at = 0;
  let silent = false;
  const add = (more: string) => {
    word = (word ?? "") + more;
  };
  const end = () => {
    if (word !== undefined && !silent) words.push(word);
    word = undefined;
  };
  for (; at < text.length; at++) {
    const character = text[at] as string;
    if (character === "\n") break;
    if (character === "\\") {
      const next = text[at + 1];
      // White space after the backslash, which an editor or a chat adds.
      const broken = /^\\[ \t]{0,20}\n/.exec(text.slice(at, at + 24));
      if (broken !== null) at += broken[0].length - 1;
      else if (next !== undefined) {
        add(next);
        at++;
      }
    } else if (character === "'") {
      const close = text.indexOf("'", at + 1);
      add(text.slice(at + 1, close === -1 ? text.length : close));
      at = close === -1 ? text.length : close;
    } else if (character === "$" && text[at + 1] === "'") {
      const [content, close] = ansiQuoted(text, at + 2);
      add(content);
      at = close;
    } else if (character === '"') {
      const [content, close] = doubleQuoted(text, at + 1);
      add(content);
      at = close;
    } else if (/\s/.test(character)) end();
    // An unquoted URL contains `&`. After a pipe comes another command.
    else if (STOPS.test(character) && !(word !== undefined && character !== "|" && character !== "\n")) {
      end();
      silent = true;
    } else add(character);
  }
  end();
  return { words, length: Math.min(at, text.length) };
}

function doubleQuoted(text: string, start: number): [content: string, close: number] {
  const parts: string[] = [];
  let from = start;
  let at = start;
  for (; at < text.length; at++) {
    const character = text[at];
    if (character === '"') break;
    if (character !== "\\") continue;
    const next = text[at + 1] ?? "";
    if (!['"', "\\", "`", "$", "\n"].includes(next)) continue;
    parts.push(text.slice(from, at), next === "\n" ? "" : next);
    at++;
    from = at + 1;
  }
  parts.push(text.slice(from, at));
  return [parts.join(""), at];
}

/** `$'…'`: how a browser quotes text with a quote or a line end. */
function ansiQuoted(text: string, start: number): [content: string, close: number] {
  const parts: string[] = [];
  let at = start;
  for (; at < text.length && text[at] !== "'"; at++) {
    if (text[at] !== "\\") {
      parts.push(text[at] as string);
      continue;
    }
    const code = /^(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2}))/.exec(text.slice(at + 1, at + 6));
    if (code !== null) {
      parts.push(String.fromCharCode(Number.parseInt(code[1] ?? code[2] ?? "", 16)));
      at += code[0].length;
    } else {
      const next = text[at + 1] ?? "";
      parts.push(ESCAPES[next] ?? next);
      at++;
    }
  }
  return [parts.join(""), at];
}

/** Whether it was written for cmd: `^"` as browsers copy it, or `^` at a line's end. */
export function looksLikeCmd(text: string): boolean {
  return text.includes('^"') || /\^[ \t]{0,20}\n/.test(text.slice(0, 20_000)) || /"\^%"/.test(text);
}

/** cmd: first the carets, then the words as a Windows program splits them, with `\"` and `""` for a quote. */
export function cmdWords(text: string): Command {
  const parts: string[] = [];
  let quoted = false;
  let at = 0;
  for (; at < text.length; at++) {
    const character = text[at] as string;
    if (character === "^" && !quoted) {
      const next = text[at + 1] ?? "";
      const broken = /^\^[ \t]{0,20}\n/.exec(text.slice(at, at + 24));
      if (broken !== null) {
        at += broken[0].length - 1;
        // A literal line end: `^` followed by two of them.
        if (text[at + 1] === "\n") {
          parts.push("\n");
          at++;
        } else parts.push(" ");
      } else {
        parts.push(next);
        at++;
      }
    } else if (character === "\n" && !quoted) break;
    else {
      if (character === '"') quoted = !quoted;
      parts.push(character);
    }
  }
  return { words: windowsArguments(parts.join("")), length: Math.min(at, text.length) };
}

function windowsArguments(line: string): string[] {
  const words: string[] = [];
  let word: string[] | undefined;
  let quoted = false;
  for (let at = 0; at < line.length; at++) {
    const character = line[at] as string;
    if (character === "\\" && (line[at + 1] === '"' || (line[at + 1] === "\\" && quoted))) {
      word ??= [];
      word.push(line[++at] as string);
    } else if (character === '"') {
      word ??= [];
      if (quoted && line[at + 1] === '"') {
        word.push('"');
        at++;
      } else quoted = !quoted;
    } else if (!quoted && /\s/.test(character)) {
      if (word !== undefined) words.push(word.join(""));
      word = undefined;
    } else {
      word ??= [];
      word.push(character);
    }
  }
  if (word !== undefined) words.push(word.join(""));
  return words;
}
