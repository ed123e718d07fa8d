/** What replay asks of a request to the admin API. */
import type { Aspects } from "../aspects.ts";
import type { AdminOccasion, FieldFault } from "./occasion.ts";

type Rewrite = (text: string) => string;

/**
 * What was sent in the members of the body, and the names of those that don't exist. As one text, because only a few texts of a request are
 * examined. None of them contains a line break.
 */
function faults(all: AdminOccasion["faults"], rewrite: Rewrite): AdminOccasion["faults"] {
  if (all.length === 0) return all;
  const text = all.map((fault) => `${namedBySender(fault)}\n${fault.sent}`).join("\n");
  const rewritten = rewrite(text);
  const lines = rewritten.split("\n");
  // If all of it was covered, so were the line breaks.
  const isWhole = lines.length === all.length * 2;
  return all.map((fault, at) => ({
    ...fault,
    ...(namedBySender(fault) !== "" && { pointer: isWhole ? (lines[at * 2] ?? "") : COVERED }),
    sent: isWhole ? (lines[at * 2 + 1] ?? "") : COVERED,
  }));
}

const COVERED = "*".repeat(20);

/** Other pointers name members that exist. */
const namedBySender = ({ code, pointer }: FieldFault): string => (code === "admin/member-unknown" ? pointer : "");

export const adminAspects: Aspects<AdminOccasion> = {
  clientId: ({ by }) => by,
  claimed: ({ by }) => by,
  // With a token that the client got.
  isProven: () => true,
  fromClient: true,
  rewrite: (on, rewrite) => ({
    ...on,
    path: rewrite(on.path),
    id: rewrite(on.id),
    ...(on.ifMatch !== undefined && { ifMatch: rewrite(on.ifMatch) }),
    ...(on.unreadable !== undefined && { unreadable: rewrite(on.unreadable) }),
    ...(on.wrongType !== undefined && { wrongType: { ...on.wrongType, sent: rewrite(on.wrongType.sent) } }),
    ...(on.wrongParameter !== undefined && {
      wrongParameter: {
        ...on.wrongParameter,
        name: rewrite(on.wrongParameter.name),
        sent: rewrite(on.wrongParameter.sent),
      },
    }),
    ...(on.oneMore !== undefined && { oneMore: { ...on.oneMore, owner: rewrite(on.oneMore.owner) } }),
    faults: faults(on.faults, rewrite),
  }),
};
