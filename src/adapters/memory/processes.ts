/** The numbers of processes, in memory. The one that has been silent for longest is first. */
import type { ProcessStore } from "../../ports/storage.ts";

export function memoryProcesses(): ProcessStore {
  const holders = new Map<number, string>();
  const renew = (holder: string, part: number): void => {
    holders.delete(part);
    holders.set(part, holder);
  };
  return {
    async take(holder, count) {
      const free = Array.from({ length: count }, (_, part) => part).find((part) => !holders.has(part));
      const part = free ?? [...holders.keys()].find((held) => held < count) ?? 0;
      renew(holder, part);
      return part;
    },
    async keep(holder, part) {
      if (holders.get(part) !== holder) return false;
      renew(holder, part);
      return true;
    },
  };
}
