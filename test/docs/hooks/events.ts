/** The reader of events in docs/guides/hooks.md. */
import type { Candor } from "../../../src/index.ts";

export const counted = new Map<string, number>();

export async function count(candor: Candor): Promise<void> {
  const count = (name: string): void => void counted.set(name, (counted.get(name) ?? 0) + 1);
  // #region events
  for await (const event of candor.events()) {
    switch (event.type) {
      case "refused":
        count(event.code);
        break;
      case "lost":
        console.warn(`This reader is too slow. It missed ${event.count} events.`);
        break;
      default:
        count(event.type);
    }
  }
  // #endregion
}
