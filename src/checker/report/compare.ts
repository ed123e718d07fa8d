/** What changed between two runs. */
import { z } from "zod";
import { visible } from "../../render/characters.ts";
import type { Checked } from "../check.ts";

/** As much of a JSON report as a comparison needs. */
export const Before = z.object({
  issuer: z.string(),
  requirements: z.array(z.object({ id: z.string(), verdict: z.string() })),
});

export interface Changed {
  readonly id: string;
  readonly from: string;
  readonly to: string;
}

/** Requirements that came to something else, those that broke first. */
export function changesSince(
  { requirements }: z.infer<typeof Before>,
  checked: readonly Checked[],
): readonly Changed[] {
  const before = new Map(requirements.map(({ id, verdict }) => [id, verdict]));
  const changed = checked
    .map(({ id, is }) => ({ id, from: before.get(id) ?? "new", to: is as string }))
    .filter(({ from, to }) => from !== to);
  const gone = requirements
    .filter(({ id }) => !checked.some((one) => one.id === id))
    .map(({ id, verdict }) => ({ id, from: verdict, to: "gone" }));
  return [...changed, ...gone].sort((one, other) => Number(other.to === "broken") - Number(one.to === "broken"));
}

export const changesToText = (changes: readonly Changed[]): string =>
  changes.length === 0
    ? "Nothing changed."
    : changes
        .map(({ id, from, to }) => `${to === "broken" ? "!" : " "} ${visible(id)}: ${visible(from)} -> ${to}`)
        .join("\n");
