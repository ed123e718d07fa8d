/** Reads the members of a body by a schema: unknown ones are refused, and every fault is named at its place. */
import type { z } from "zod";
import { nearest } from "../configuration/expected.ts";
import type { FieldFault } from "../protocol/admin/occasion.ts";
import type { Sent } from "./operation.ts";
import { formFaults, type Members } from "./representation.ts";

interface Read {
  /** What the schema makes of it; none if there are faults. */
  readonly body?: unknown;
  readonly faults: readonly FieldFault[];
}

export function bodyFaults({ schema, secrets = [] }: Sent, members: Members): Read {
  const names = Object.keys(members);
  const known = names.filter((name) => Object.hasOwn(schema.shape, name));
  const sent = Object.fromEntries(known.map((name) => [name, members[name]]));
  const strangers = names.filter((name) => !known.includes(name)).map((name) => stranger(name, schema));
  const form = formFaults(schema, sent).map((fault) =>
    secrets.includes(fault.pointer.split("/")[1] ?? "") && fault.sent !== "missing"
      ? { ...fault, sent: "not shown" }
      : fault,
  );
  const faults = [...strangers, ...form];
  return faults.length > 0 ? { faults } : { body: schema.parse(sent), faults };
}

/** A member that doesn't exist. */
export function stranger(name: string, { shape }: z.ZodObject): FieldFault {
  const meant = nearest(name, Object.keys(shape));
  const question = meant === undefined ? "" : `. Did you mean ${meant}?`;
  return {
    pointer: `/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`,
    sent: "unknown",
    expected: `a member that the OpenAPI document lists${question}`,
    code: "admin/member-unknown",
  };
}
