import { describe, expect, it } from "vitest";
import { forgottenSteps } from "./steps.ts";

/** A store with a statement, and a helper that takes steps. */
const store = (body: string): string => `
  import type { Connection, Steps } from "./connection.ts";
  export function store({ prepare, read, write }: Connection) {
    const find = prepare<{ readonly id: number }>("select 1 as id");
    const insert = prepare("insert into x values (1)");
    const append = function* (id: number): Steps<boolean> {
      return (yield* insert.run(id)).changes === 1;
    };
    ${body}
  }
`;

const FAULTS: readonly (readonly [body: string, call: string])[] = [
  ["return write(function* () { append(1); });", "append(1)"],
  ["return write(function* () { insert.run(1); });", "insert.run(1)"],
  ["return write(function* () { if (append(1)) yield* insert.run(2); });", "append(1)"],
  ["return write(function* () { return !append(1); });", "append(1)"],
  ["return write(function* () { return append(1); });", "append(1)"],
  ["return write(function* () { yield append(1); });", "append(1)"],
  ["return read(function* () { return find.get() !== undefined; });", "find.get()"],
  ["return read(function* () { return [find.all()]; });", "find.all()"],
  ["return read(function* () { const row = find.get(); return row; });", "find.get()"],
  ["return write(function* () { [1].forEach((id) => append(id)); });", "append(id)"],
  ["return write(function* () { return [1].map((id) => { return append(id); }); });", "append(id)"],
  [
    "return write(function* () { return [1].map(function* (id) { yield* append(id); }); });",
    "function* (id) { yield* append(id); }",
  ],
  ["return write(() => { append(1); });", "append(1)"],
  ["return { add: () => void append(1) };", "append(1)"],
  ["return (id: number) => write(append)(id);", "write(append)(id)"],
];

const SOUND = [
  "return write(function* () { yield* append(1); yield* insert.run(1); });",
  "return write(() => append(1));",
  "return write(() => { return append(1); });",
  "return { find: (id: number): Steps<unknown> => (id > 1 ? find.get() : find.all()) };",
  "return write(function* () { return (yield* append(1)) && (yield* (append(2))); });",
  "return read(function* (more: boolean) { return yield* more ? find.get() : find.all(); });",
  "return read(function* () { return (yield* find.all()).map(({ id }) => [id].map(() => id)); });",
];

it("no step is forgotten", () => {
  expect(forgottenSteps()).toEqual([]);
});

describe("planted", () => {
  const inPlanted = (bodies: readonly string[]) =>
    forgottenSteps(Object.fromEntries(bodies.map((body, at) => [`sql/planted-${at + 10}.ts`, store(body)])));

  it("faults are found", () => {
    expect(inPlanted(FAULTS.map(([body]) => body)).toSorted()).toEqual(
      FAULTS.map(([, call], at) => `sql/planted-${at + 10}.ts: ${call}`),
    );
  });

  it("steps that nobody forgot are no faults", () => {
    expect(inPlanted(SOUND)).toEqual([]);
  });
});
