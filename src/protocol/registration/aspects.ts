/** What replay asks of a registration. */
import type { Aspects } from "../aspects.ts";
import type { MetadataFault, RegistrationOccasion } from "./occasion.ts";

const COVERED = "*".repeat(20);

/** What was sent in the members. As one text, because only a few texts of a request are examined. None of them contains a line break. */
function rewritten(faults: readonly MetadataFault[], rewrite: (text: string) => string): readonly MetadataFault[] {
  if (faults.length === 0) return faults;
  const lines = rewrite(faults.map(({ sent }) => sent).join("\n")).split("\n");
  // If all of it was covered, so were the line breaks.
  const isWhole = lines.length === faults.length;
  return faults.map((fault, at) => ({ ...fault, sent: isWhole ? (lines[at] ?? "") : COVERED }));
}

export const registrationAspects: Aspects<RegistrationOccasion> = {
  clientId: ({ clientId }) => clientId,
  claimed: ({ clientId }) => clientId ?? "",
  // With the token of its registration.
  isProven: ({ clientId }) => clientId !== undefined,
  fromClient: true,
  supplies: { time: (on) => ({ ...on, wait: undefined }) },
  rewrite: (on, rewrite) => ({ ...on, path: rewrite(on.path), faults: rewritten(on.faults, rewrite) }),
};
