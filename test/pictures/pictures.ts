/** What the pictures of the README show: one refusal of the demo world, as the terminal prints it and as its page. */
import { createCandor } from "../../src/index.ts";
import { refusalExplainedPage } from "../../src/pages/refusal-explained.tsx";
import type { Explanation } from "../../src/reasons/explain.ts";
import { toTerminal } from "../../src/render/terminal.ts";
import { picturedConsole } from "./console.ts";

/** References are random, and the time is now; in a picture both are always the same. */
const REFERENCE = "25kpgjw2dde2";
const TIME = Date.UTC(2026, 5, 15, 12);
const COLUMNS = 92;

export interface Pictured {
  /** With the terminal's codes for colors. */
  readonly terminal: string;
  readonly page: string;
  readonly console: string;
}

/** Has the demo world refuse the request of the README. */
export async function pictured(): Promise<Pictured> {
  const issuer = "http://localhost:9400";
  let explanation: Explanation | undefined;
  const candor = await createCandor({
    config: { issuer, logLevel: "silent" },
    storage: "memory",
    demo: true,
    environment: {},
    clock: () => TIME,
    onRefusal: (refusal) => {
      explanation = refusal;
    },
  });
  const body = new URLSearchParams({ grant_type: "client_credentials", scope: "read_profile,write_multipass" });
  const authorization = `Basic ${Buffer.from("demo-service:demo-service-secret").toString("base64")}`;
  const headers = { authorization, "user-agent": "curl/8.5.0" };
  await candor.fetch(new Request(`${issuer}/token`, { method: "POST", headers, body }));
  // It waits for what is still to be kept, and to be shown.
  await candor.close();
  if (explanation === undefined) throw new Error("Nothing was refused.");
  const shown = JSON.parse(
    JSON.stringify(explanation).replaceAll((explanation as Explanation).ref, REFERENCE),
  ) as Explanation;
  return {
    terminal: toTerminal(shown, { colour: true, width: COLUMNS }),
    page: refusalExplainedPage({ base: "", explanation: shown }),
    console: await picturedConsole(TIME),
  };
}

export const THEMES = {
  light: {
    ground: "#ffffff",
    edge: "#dce2df",
    ink: "#18211e",
    quiet: "#56625d",
    red: "#b3261e",
    cyan: "#0b6b7f",
    green: "#0d6150",
    yellow: "#8a5a00",
  },
  dark: {
    ground: "#111514",
    edge: "#2c3532",
    ink: "#e6ecea",
    quiet: "#a2aeaa",
    red: "#ff8f84",
    cyan: "#7fd6ea",
    green: "#74d3b9",
    yellow: "#f0c674",
  },
} as const;
export type Theme = keyof typeof THEMES;

const COLOURS: Readonly<Record<string, keyof (typeof THEMES)["light"]>> = {
  2: "quiet",
  31: "red",
  32: "green",
  33: "yellow",
  36: "cyan",
};
const [LINE, CHARACTER, MARGIN] = [20, 8.43, 24];

const escaped = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are the terminal's own.
const CODED = /\u001b\[([\d;]*)m([^\u001b]*)/g;

/** One line of a terminal: what is before a code is plain. */
function spans(line: string, theme: Theme): string {
  return [...`\u001b[0m${line}`.matchAll(CODED)]
    .filter(([, , text]) => text !== "")
    .map(([, codes = "", text = ""]) => {
      const given = codes.split(";");
      const colour = given.map((code) => COLOURS[code]).find((name) => name !== undefined) ?? "ink";
      const weight = given.includes("1") ? ' font-weight="bold"' : "";
      return `<tspan fill="${THEMES[theme][colour]}"${weight}>${escaped(text)}</tspan>`;
    })
    .join("");
}

/** What a terminal prints, as an SVG in the reader's own monospaced font. */
export function terminalSvg(printed: string, theme: Theme): string {
  const lines = printed.split("\n");
  const columns = Math.max(...lines.map((line) => line.replace(CODED, "$2").length));
  const [width, height] = [Math.ceil(columns * CHARACTER) + 2 * MARGIN, lines.length * LINE + 2 * MARGIN];
  const { ground, edge } = THEMES[theme];
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'Liberation Mono', monospace" font-size="14">
<title>A refusal in the terminal</title>
<rect x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="8" fill="${ground}" stroke="${edge}"/>
${lines.map((line, at) => `<text x="${MARGIN}" y="${MARGIN + 15 + at * LINE}" xml:space="preserve">${spans(line, theme)}</text>`).join("\n")}
</svg>
`;
}

/** What a page says, a line for each piece of text: kept beside its picture, which cannot be compared. */
export function textOf(html: string): string {
  const pieces = html
    .replace(/<(head|script|style|svg)\b[\s\S]*?<\/\1>/g, "")
    .split(/<[^>]*>/)
    .map((piece) => piece.trim());
  return `${pieces.filter(Boolean).join("\n")}\n`;
}
