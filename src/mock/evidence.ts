/** The evidence of an ordered refusal: the catalogue's sample, moved to this issuer, this time and this client. */
import type { EvidenceKinds } from "../reasons/define.ts";
import { type Code, type Evidence, type Refusal, reasonOf, refuse } from "../reasons/index.ts";
import { ISSUER, NOON } from "../reasons/samples/define.ts";
import { sampleOf } from "../reasons/samples/index.ts";
import { didYouMean, MockError, nearestOf } from "./fault.ts";

/** Values of single fields, in place of the sample's. */
export type MockEvidence = Readonly<Record<string, string | number | boolean | readonly string[]>>;

interface Where {
  readonly issuer: string;
  readonly now: number;
  readonly client: string | undefined;
}

/** A refusal for this reason, as it would look here and now. */
export function refusalFor(code: Code, { issuer, now, client }: Where, given: MockEvidence = {}): Refusal {
  const { evidence: fields } = reasonOf(code);
  const here = (value: unknown): unknown => {
    if (typeof value === "string") return value.replaceAll(ISSUER, issuer);
    return Array.isArray(value) ? value.map(here) : value;
  };
  const sample = Object.entries(sampleOf(code).evidence).map(([name, value]) => {
    if (name === "clientId" && client !== undefined) return [name, client];
    const isTime = fields[name]?.kind === "instant" && typeof value === "number";
    return [name, isTime ? value - NOON + now : here(value)];
  });
  return refuse(code, { ...Object.fromEntries(sample), ...given } as Evidence<Code>);
}

const IS: { readonly [K in keyof EvidenceKinds]: (value: unknown) => boolean } = {
  text: (value) => typeof value === "string",
  list: (value) => Array.isArray(value) && value.every((one) => typeof one === "string"),
  count: Number.isFinite,
  seconds: Number.isFinite,
  instant: Number.isFinite,
  flag: (value) => typeof value === "boolean",
};

/** Throws a `MockError` if the reason has no such evidence. */
export function checkEvidence(code: Code, given: MockEvidence): void {
  const { evidence: fields } = reasonOf(code);
  for (const [name, value] of Object.entries(given)) {
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
    const near = nearestOf(name, Object.keys(fields));
    if (field === undefined)
      throw new MockError(
        `${code} has no evidence ${JSON.stringify(name)}.${didYouMean(near.length > 0 ? near : Object.keys(fields))}`,
        near,
      );
    if (!IS[field.kind](value))
      throw new MockError(`The evidence ${name} of ${code} is a ${field.kind}, and not ${JSON.stringify(value)}.`);
  }
}
