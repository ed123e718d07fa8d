/** What was sent again, what came back, and what differs, for a terminal or a program. */
import { toReport } from "../../doctor/report.ts";
import { diagnosisToTerminal } from "../../doctor/terminal.ts";
import { visible } from "../../render/characters.ts";
import type { Exchange } from "../../watch/exchange.ts";
import type { Change } from "../../watch/replay/compare.ts";
import type { Judged } from "../../watch/replay/judge.ts";
import type { Completed } from "../../watch/replay/missing.ts";
import { requestText, responseText } from "../../watch/text.ts";

interface Reader {
  readonly colour: boolean;
  readonly width?: number;
}

const marked = (mark: string, text: string): string =>
  text
    .trimEnd()
    .split("\n")
    .map((line) => `${mark} ${visible(line)}`.trimEnd())
    .join("\n");

/** The claims of a token that is covered are nothing to read here. */
const short = (text: string): string => text.replaceAll(/\bey[\w-]+\.[\w-]+\.(redacted-\d+-[0-9a-f]{8})/g, "$1");

/** Of a page, only that it is one. Its words are what the doctor reads. */
function withoutPage(exchange: Exchange): Exchange {
  const { response } = exchange;
  const text = response?.body.text ?? "";
  if (response === undefined || !/^\s*</.test(text)) return exchange;
  const title = /<title[^>]*>([^<]*)/i.exec(text)?.[1]?.trim() ?? "";
  const page = `(a page of ${response.body.bytes} bytes${title === "" ? "" : `: ${title}`})`;
  return { ...exchange, response: { ...response, body: { ...response.body, text: page } } };
}

/** Redacted before. */
export const sentText = (exchange: Exchange): string => marked(">", short(requestText(exchange)));

export function noteText({ fresh, dropped }: Completed): readonly string[] {
  return [
    ...(fresh.length === 0 ? [] : [`New values were made for ${fresh.join(" and ")}.`]),
    ...(dropped.length === 0
      ? []
      : [
          `Left out, because the recording covers it: ${visible(dropped.join(", "))}. Give it with --header if it matters.`,
        ]),
  ];
}

export function resultText({ exchange, changes, diagnosis }: Judged, recorded: Exchange, reader: Reader): string {
  return [
    marked("<", short(responseText(withoutPage(exchange)))),
    "",
    ...differenceText(changes, recorded, exchange),
    ...(diagnosis === undefined ? [] : ["", diagnosisToTerminal(diagnosis, reader)]),
  ].join("\n");
}

function differenceText(changes: readonly Change[], recorded: Exchange, { response }: Exchange): readonly string[] {
  if (recorded.response === undefined) return ["The recording has no response to compare with."];
  if (response === undefined) return [];
  if (changes.length === 0) return ["The response is the recorded one."];
  return ["What differs from the recorded response:", ...changes.flatMap(changeText)];
}

const changeText = ({ what, before, now }: Change): readonly string[] => [
  `  ${visible(what)}`,
  ...(before === undefined ? [] : [`    - ${visible(short(before))}`]),
  ...(now === undefined ? [] : [`    + ${visible(short(now))}`]),
];

export function resultJson({ exchange, kind, outcome, changes, diagnosis }: Judged): string {
  const { number, request, response, failure, ms } = exchange;
  return escaped({
    ...{ number, kind: kind.name, says: kind.says, request, response, failure, ms },
    ...{ outcome: outcome.says, is: outcome.is, changes },
    ...(diagnosis !== undefined && { explanation: toReport(diagnosis) }),
  });
}

/** Characters that would move the cursor or turn the direction of a terminal. */
export const escaped = (value: unknown): string =>
  JSON.stringify(value).replaceAll(
    /[\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g,
    (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
