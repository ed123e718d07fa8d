/** What a walk through an MCP server's authorization consists of. */
import type { Section } from "../../specs.ts";
import type { Exchange } from "../exchange.ts";

/** Every step, in order, with the title that readers see. */
export const STEPS = {
  "no-token": "A request without a token",
  challenge: "The challenge",
  "resource-metadata": "Protected resource metadata",
  "server-metadata": "Authorization server metadata",
  pkce: "PKCE",
  scope: "The scopes to request",
  registration: "Client registration",
  authorization: "The authorization request",
  token: "The token request",
  audience: "What the token is for",
  "first-call": "The first call with the token",
  tools: "The list of tools",
  "step-up": "More scopes on demand",
  "wrong-token": "Tokens that must be refused",
} as const;

/** The name of a step. */
export type StepId = keyof typeof STEPS;

/** Who has to change something. `client`: the application, or whoever runs it. `network`: what is between the two. */
export type Culprit = "MCP server" | "authorization server" | "client" | "network";

/** Something that is wrong. */
export interface Problem {
  readonly id: string;
  /** `note`: clients may get stuck on it, or it is weaker than it should be. The walk goes on. */
  readonly level: "broken" | "note";
  readonly culprit: Culprit;
  /** What was seen. */
  readonly says: string;
  /** What to change. */
  readonly change: string;
  readonly cites: readonly Section[];
}

/** What is known of a kind of problem. */
export interface KnownProblem {
  /** `broken` unless given. */
  readonly level?: "note";
  readonly culprit: Culprit;
  /** May have `{names}` of values. */
  readonly change: string;
  readonly cites: readonly Section[];
}

/** What a step came to. */
export type StepVerdict = "ok" | "broken" | "skipped" | "not needed";

/** What was found in a step. */
export interface Outcome {
  readonly is: StepVerdict;
  /** In a sentence or two. */
  readonly says: string;
  readonly problems: readonly Problem[];
  readonly shows: readonly Exchange[];
}

export interface Step extends Outcome {
  readonly id: StepId;
  /** From 1. */
  readonly number: number;
  readonly title: string;
}

export interface Walk {
  readonly url: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly steps: readonly Step[];
}

export const skipped = (says: string): Outcome => ({ is: "skipped", says, problems: [], shows: [] });
export const notNeeded = (says: string, ...shows: Exchange[]): Outcome => ({
  is: "not needed",
  says,
  problems: [],
  shows,
});

/** Broken if one of the problems is; fine otherwise. */
export const outcome = (says: string, shows: readonly Exchange[], problems: readonly Problem[] = []): Outcome => ({
  is: problems.some(({ level }) => level === "broken") ? "broken" : "ok",
  says,
  problems,
  shows,
});

/** The first step that is broken. */
export const firstBroken = ({ steps }: Pick<Walk, "steps">): Step | undefined =>
  steps.find(({ is }) => is === "broken");
