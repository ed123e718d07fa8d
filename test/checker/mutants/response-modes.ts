/** Faults of response modes. */
import { asking, parameter, responding, withHeader, withParameters } from "../between.ts";
import { CALLBACK } from "../mutant-server.ts";
import type { Answer, Message, Mutant } from "../through.ts";

/** A mode of a request is taken for another one, if `isIt`. */
const instead = (
  names: readonly string[],
  mode: string,
  other: string | undefined,
  isIt: (message: Message) => boolean = () => true,
): Mutant => ({
  does: `${mode} is taken for ${other ?? "the usual mode"}.`,
  breaks: names.map((name) => `response-mode/${name}`),
  between: asking("/authorize", (message) =>
    parameter(message, "response_mode") === mode && isIt(message)
      ? withParameters(message, { response_mode: other })
      : message,
  ),
});

const isSilent = (message: Message): boolean => parameter(message, "prompt") === "none";

/** The pages with a form for the application. */
const posting = (change: (answer: Answer, message: Message) => Answer) =>
  responding("/authorize", (answer, message) =>
    parameter(message, "response_mode") === "form_post" && answer.body.includes(CALLBACK)
      ? change(answer, message)
      : answer,
  );

export const RESPONSE_MODES: Readonly<Record<string, Mutant>> = {
  "form_post ignored": instead(["form-post", "form-post-errors"], "form_post", "query"),
  "errors of form_post in the query": instead(["form-post-errors"], "form_post", "query", isSilent),
  "posted with parameters in the URL": {
    does: "The URL that is posted to has the code too.",
    breaks: ["response-mode/form-post-url"],
    between: posting((answer) => ({
      ...answer,
      body: answer.body.replaceAll(`"${CALLBACK}"`, `"${CALLBACK}?code=1"`),
    })),
  },
  "posted as it came": {
    does: "The page with the form repeats state as it came.",
    breaks: ["response-mode/form-post-escaped"],
    between: posting((answer, message) => ({ ...answer, body: `${answer.body}<p>${parameter(message, "state")}` })),
  },
  "posted and cached": {
    does: "The page with the form may be cached.",
    breaks: ["response-mode/form-post-not-cached"],
    between: posting((answer) => withHeader(answer, "cache-control", "private")),
  },
  "fragment ignored": instead(["fragment", "fragment-errors"], "fragment", "query"),
  "errors of fragment in the query": instead(["fragment-errors"], "fragment", "query", isSilent),
  "query ignored": instead(["query"], "query", "fragment"),
  "any response mode": instead(["unknown"], "no_such_mode", undefined),
};
