/** A standard error code of OAuth or OpenID Connect: what it means, where it is returned, what causes it. */
import { z } from "zod";
import { causeCodes, causeOf } from "../../reasons/causes.ts";
import { nameElsewhere } from "../../reasons/names.ts";
import { citation } from "../../specs.ts";
import { opening } from "../../standard/define.ts";
import { standardError, standardErrors, statusesOf } from "../../standard/index.ts";
import { quoted } from "../quoted.ts";
import { defineTool } from "../tool.ts";

const section = z.object({ section: z.string(), url: z.string() });

export const standardErrorTool = defineTool({
  name: "standard_error",
  title: "Look up a standard OAuth error",
  description:
    "Returns what the specifications say about a standard error code of OAuth or OpenID Connect, such as invalid_grant or login_required: its meaning, where it may be returned and with which HTTP status, what servers and clients must do, and which causes of Candor's catalogue lead to it.",
  input: z.object({ error: z.string().max(200).describe("The value of error, such as invalid_grant.") }),
  output: z.object({
    error: z.string(),
    title: z.string(),
    means: z.string(),
    reference: section,
    returned: z.array(
      z.object({
        at: z.string(),
        statuses: z.array(z.int()).describe("Empty if it is sent by redirect."),
        spec: section,
      }),
    ),
    requirements: z.array(z.object({ says: z.string(), spec: section })),
    confused_with: z.array(z.object({ name: z.string(), note: z.string() })),
    causes: z.array(z.object({ code: z.string(), title: z.string() })).describe("What can lead to it."),
  }),
  run({ error: given }) {
    const name = given.trim().toLowerCase();
    const found = standardError(name);
    if (found === undefined) return { fault: unknown(given) };
    const { error, title, means, reference, usedAt, requirements, confusedWith = [] } = found;
    return {
      error,
      title,
      means,
      reference: cited(reference),
      returned: usedAt.map((use) => ({ at: use.at, statuses: [...statusesOf(use)], spec: cited(use.section) })),
      requirements: requirements.map((one) => ({
        says: `${opening(one)} ${one.level} ${one.says}.`,
        spec: cited(one.section),
      })),
      confused_with: confusedWith.map(({ name, note }) => ({ name, note })),
      causes: causeCodes
        .filter((code) => causeOf(code).errors.includes(error))
        .map((code) => ({ code, title: causeOf(code).title })),
    };
  },
});

const cited = (of: Parameters<typeof citation>[0]) => ({ section: citation(of), url: of.url });

function unknown(given: string): string {
  const shown = quoted(given);
  const elsewhere = nameElsewhere(given);
  if (elsewhere !== undefined) {
    const note = elsewhere.note === undefined ? "" : ` ${elsewhere.note}`;
    return `${shown} isn't a standard error. The standard response is ${elsewhere.answeredAs}.${note} Possible causes: ${elsewhere.causes.slice(0, 5).join(", ")}.`;
  }
  return `${shown} isn't a standard error. The standard errors are: ${standardErrors.map(({ error }) => error).join(", ")}. If a provider returned it, pass the whole response to explain.`;
}
