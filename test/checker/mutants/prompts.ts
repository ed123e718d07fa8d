/** Faults of the values of prompt that are listed, and of those that aren't. */
import { asking, METADATA, parameter, responding, withMembers, withParameters } from "../between.ts";
import type { Mutant } from "../through.ts";

type Layer = NonNullable<Mutant["between"]>;

const listing = (change: (values: readonly string[]) => unknown): Layer =>
  responding(METADATA, (answer) =>
    withMembers(answer, (all) => ({
      ...all,
      prompt_values_supported: change(all.prompt_values_supported as string[]),
    })),
  );

/** A value is dropped. */
const without = (value: string): Layer =>
  asking("/authorize", (message) =>
    parameter(message, "prompt") === value ? withParameters(message, { prompt: undefined }) : message,
  );

export const PROMPTS: Readonly<Record<string, Mutant>> = {
  "prompts in a text": {
    does: "prompt_values_supported is a text.",
    breaks: ["prompt/values"],
    between: listing((values) => values.join(" ")),
  },
  "a prompt that is only listed": {
    does: "A value is listed that is refused.",
    breaks: ["prompt/listed"],
    between: listing((values) => [...values, "verify"]),
  },
  "prompts that nobody lists": {
    does: "A value that isn't listed is ignored.",
    breaks: ["prompt/unlisted"],
    between: without("no_such_prompt"),
  },
  "prompt create ignored": {
    does: "prompt=create is listed, and ignored.",
    breaks: ["prompt/create"],
    between: without("create"),
  },
  "prompt select_account ignored": {
    does: "prompt=select_account is listed, and ignored.",
    breaks: ["prompt/select-account"],
    between: without("select_account"),
  },
};
