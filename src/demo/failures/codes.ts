/** Gets a code for the failures that need one first. */
import type { Step } from "../../pages/http-exchange.tsx";
import { type Attempt, authorizationPath, newAttempt } from "../application.ts";
import { authorizationStep } from "../authorization-step.ts";
import type { Stage } from "./define.ts";

export interface Obtained {
  readonly attempt: Attempt;
  readonly code: string;
  readonly step: Step;
}

/** Signs ada in and allows the request. */
export async function obtainCode({ issuer, ada }: Stage, clientId: string, scope: string): Promise<Obtained> {
  const attempt = newAttempt();
  const answeredAt = await ada.authorize(clientId, attempt, scope);
  const code = answeredAt.searchParams.get("code");
  if (code === null) throw new Error("The demo's driver was refused a code.");
  const path = authorizationPath(issuer, clientId, attempt, { scope });
  const note = "In between, ada signed in and allowed the request.";
  return { attempt, code, step: authorizationStep(issuer, path, answeredAt, note) };
}
