/** Faults of what an application learns if the user refuses. */
import { returning } from "../between.ts";
import type { Mutant } from "../through.ts";

const denied = (change: (parameters: URLSearchParams) => void) =>
  returning((parameters) => {
    if (parameters.get("error") === "access_denied") change(parameters);
  });

export const DENIAL: Readonly<Record<string, Mutant>> = {
  "a refusal is a wrong request": {
    does: "If the user refuses, error is invalid_request.",
    breaks: ["denial/error"],
    between: denied((parameters) => parameters.set("error", "invalid_request")),
  },
  "a refusal without state": {
    does: "If the user refuses, state doesn't come back.",
    breaks: ["denial/state"],
    between: denied((parameters) => parameters.delete("state")),
  },
  "a refusal without iss": {
    does: "If the user refuses, iss is missing.",
    breaks: ["denial/iss"],
    between: denied((parameters) => parameters.delete("iss")),
  },
  "a refusal with a code": {
    does: "If the user refuses, there is a code all the same.",
    breaks: ["denial/no-code"],
    between: denied((parameters) => parameters.set("code", "a-code-for-nobody")),
  },
};
