import { describe, expect, it } from "vitest";
import type { CandorEvent, Emitted } from "../ports/events.ts";
import { LONGEST_QUEUE, openEvents } from "./events.ts";

const event = (at: number): Emitted => ({ type: "signed-in", at, subject: `user-${at}` });
const numbered = (from: number, through: number): Emitted[] =>
  Array.from({ length: through - from + 1 }, (_, i) => event(from + i));

async function all(stream: AsyncIterable<CandorEvent>): Promise<CandorEvent[]> {
  const read: CandorEvent[] = [];
  for await (const one of stream) read.push(one);
  return read;
}

describe("a stream of events", () => {
  it("has everything from the moment it was asked for, in order, and ends after close", async () => {
    const events = openEvents();
    events.emit(event(0));
    const stream = events.subscribe();
    for (const one of numbered(1, 3)) events.emit(one);
    events.close();
    events.emit(event(4));
    expect(await all(stream)).toEqual(numbered(1, 3));
    expect(await stream.next()).toEqual({ done: true, value: undefined });
  });

  it("is read while it waits, also several times at once", async () => {
    const events = openEvents();
    const stream = events.subscribe();
    const reads = [stream.next(), stream.next(), stream.next()];
    events.emit(event(1));
    events.emit(event(2));
    events.close();
    expect(await Promise.all(reads)).toEqual([
      { done: false, value: event(1) },
      { done: false, value: event(2) },
      { done: true, value: undefined },
    ]);
  });

  it("drops the oldest events for a slow reader, says how many, and drops none for others", async () => {
    const events = openEvents();
    const [slow, quick] = [events.subscribe(), events.subscribe()];
    const read: CandorEvent[] = [];
    for (const one of numbered(1, LONGEST_QUEUE + 5)) {
      events.emit(one);
      read.push((await quick.next()).value as CandorEvent);
    }
    expect(read).toEqual(numbered(1, LONGEST_QUEUE + 5));
    expect((await slow.next()).value).toEqual({ type: "lost", at: 6, count: 5 });
    events.close();
    expect(await all(slow)).toEqual(numbered(6, LONGEST_QUEUE + 5));
  });

  it("counts again after it has said so", async () => {
    const events = openEvents();
    const stream = events.subscribe();
    for (const one of numbered(1, LONGEST_QUEUE + 1)) events.emit(one);
    expect((await stream.next()).value).toMatchObject({ type: "lost", count: 1 });
    for (const one of numbered(1, 2)) events.emit(one);
    expect((await stream.next()).value).toMatchObject({ type: "lost", count: 2 });
  });

  it("ends when the loop ends, and then there is no listener", async () => {
    const events = openEvents();
    expect(events.heard).toBe(false);
    const stream = events.subscribe();
    expect(events.heard).toBe(true);
    events.emit(event(1));
    events.emit(event(2));
    for await (const one of stream) if (one.at === 1) break;
    expect(events.heard).toBe(false);
    expect(await stream.next()).toEqual({ done: true, value: undefined });
  });

  it("has ended if it is asked for after close", async () => {
    const events = openEvents();
    events.close();
    expect(await all(events.subscribe())).toEqual([]);
    expect(events.heard).toBe(false);
  });
});
