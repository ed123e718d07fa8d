import { expect, it } from "vitest";
import { keyScheduleOf } from "../protocol/key-schedule.ts";
import { checkConfig } from "./check.ts";
import type { Config } from "./schema.ts";

const [HOUR, DAY] = [3_600_000, 86_400_000];
const schedule = (more: Partial<Config> = {}) =>
  keyScheduleOf(checkConfig({ issuer: "https://id.example", ...more }, {}));
it("is every 90 days, a day ahead, and keeps a former key for a session and an hour", () => {
  expect(schedule()).toEqual({ every: 90 * DAY, ahead: DAY, kept: DAY + HOUR });
});

it.each<[string, Partial<Config>, object]>([
  ["by hand only", { keyRotation: { every: 0 } }, { every: undefined }],
  ["other dates", { keyRotation: { every: 7, ahead: 48 } }, { every: 7 * DAY, ahead: 2 * DAY }],
  ["a long session", { sessionLifetime: 30 * 86_400 }, { kept: 30 * DAY + HOUR }],
  ["a short session", { sessionLifetime: 60 }, { kept: DAY + HOUR }],
])("%s", (_, more, expected) => expect(schedule(more)).toMatchObject(expected));

it.each([
  [1, 24],
  [1, 48],
  [30, 720],
])("a key every %i days, published %i hours before, is refused", (every, ahead) => {
  expect(() => schedule({ keyRotation: { every, ahead } })).toThrow(
    /^keyRotation\.ahead is \d+ hours, with a new key every .* expected less time than from one key to the next$/,
  );
  expect(schedule({ keyRotation: { every: every + 2, ahead } }).every).toBe((every + 2) * DAY);
});
