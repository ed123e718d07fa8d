/** What pasting adds to a text. It is removed before anything is read. */

/** BOM, Windows line ends, invisible characters, Markdown fences. */
export function plain(input: string): string {
  let text = input.includes("\r") ? input.replaceAll("\r\n", "\n").replaceAll("\r", "\n") : input;
  if (/[\ufeff\u200b\u2060\u00ad]/.test(text)) text = text.replaceAll(/[\ufeff\u200b\u2060\u00ad]/g, "");
  if (text.includes("```") || text.includes("~~~")) text = text.replaceAll(/^[ \t]{0,8}(?:```|~~~)[^\n`]{0,40}$/gm, "");
  return text.trim();
}

const MOST = { length: 1_000_000, line: 100_000 } as const;
const TELLING =
  /error|invalid|oauth|oidc|token|grant|scope|redirect|client_id|authori[sz]|AADSTS|E0000|\bcurl\b|HTTP\/|\beyJ|denied|expired|unauthorized|forbidden|mismatch|pkce|verifier/i;

/** Of megabytes of log, the lines that mention the protocol, and their neighbors. */
export function excerpt(text: string): string {
  if (text.length <= MOST.length) return text;
  const lines = text.split("\n");
  const kept: string[] = [];
  let length = 0;
  let near = 0;
  for (const line of lines) {
    near = TELLING.test(line.slice(0, MOST.line)) ? 12 : near - 1;
    if (near <= 0) continue;
    const part = line.slice(0, MOST.line);
    length += part.length + 1;
    if (length > MOST.length) break;
    kept.push(part);
  }
  return kept.join("\n");
}

const CONTINUES = /^\s*[&?][\w.%[\]-]{1,80}=\S*(?:\s+HTTP\/[\d.]+)?$/;
const OPEN_ADDRESS = /(?:[a-z][\w+.-]{1,40}:\/\/|^\s*[\w.-]{1,60}=|^\s*(?:GET|POST) \/)\S*$/i;
const CUT_TOKEN = /(?:^|[\s"':=])ey[\w-]{10,}(?:\.[\w-]*){0,2}$/;
const REST_OF_ADDRESS = /^[\w.~!$'()*+,;:@/?%=&#-]+$/;
const REST_OF_TOKEN = /^[\w-]*(?:\.[\w-]*){0,2}$/;

/** URLs, forms and tokens that were broken over several lines, on one line again. */
export function unbroken(text: string): string {
  const lines: string[] = [];
  // Judged by the last piece alone, so that many pieces take no more than their length.
  let piece = "";
  let parts: string[] = [];
  const flush = () => {
    if (parts.length > 0) lines.push(parts.join(""));
  };
  let address = false;
  let token = false;
  for (const line of text.split("\n")) {
    const bare = line.trim();
    const more =
      parts.length > 0 &&
      piece !== "" &&
      ((address && (CONTINUES.test(line) || wrapped(piece, bare))) ||
        (token && bare.length > 3 && REST_OF_TOKEN.test(bare) && piece.length >= 40));
    if (more) {
      parts[parts.length - 1] = (parts.at(-1) as string).trimEnd();
      parts.push(bare);
    } else {
      flush();
      parts = [line];
      address = line.length < 20_000 && OPEN_ADDRESS.test(line);
      token = line.length < 20_000 && CUT_TOKEN.test(line);
    }
    piece = bare;
  }
  flush();
  return lines.join("\n");
}

/** A line that ended in the middle of a URL, as terminals and mail programs break it. */
function wrapped(before: string, line: string): boolean {
  if (line === "" || !REST_OF_ADDRESS.test(line) || /^[a-z][\w+.-]*:\/\//i.test(line) || /^curl$/i.test(line))
    return false;
  if (/[?&=%]$|%[0-9a-f]$/i.test(before)) return !/^[\w.-]+:$/.test(line);
  return before.length >= 60 && /[?&]/.test(before) && /[&=%]/.test(line) && !/^[\w.-]{1,60}=/.test(line);
}
