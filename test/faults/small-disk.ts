/** A file system of its own for a database, that can be filled. */
import { spawnSync } from "node:child_process";
import { chownSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface SmallDisk {
  readonly directory: string;
  /** Leaves no room. */
  fill(): void;
  empty(): void;
  /** Nobody uses it any more. */
  remove(): void;
}

/** One of so many megabytes, for the owner of `like`; `undefined` where this process may not mount any. */
export function smallDisk(megabytes: number, like: string): SmallDisk | undefined {
  const directory = mkdtempSync(join(tmpdir(), "candor-small-"));
  const { uid, gid } = statSync(like);
  const options = `size=${megabytes}m,uid=${uid},gid=${gid},mode=700`;
  const { status } = spawnSync("mount", ["-t", "tmpfs", "-o", options, "tmpfs", directory], { stdio: "ignore" });
  if (status !== 0) {
    rmSync(directory, { recursive: true });
    return undefined;
  }
  const room = join(directory, "room");
  chownSync(directory, uid, gid);
  return {
    directory,
    fill() {
      for (let size = 1 << 20; size > 0; size >>= 1)
        try {
          for (;;) writeFileSync(room, Buffer.alloc(size), { flag: "a" });
        } catch (error) {
          if ((error as NodeJS.ErrnoException).code !== "ENOSPC") throw error;
        }
    },
    empty: () => rmSync(room, { force: true }),
    remove() {
      // What a process that was just ended had open may keep it for a moment.
      spawnSync("umount", ["--lazy", directory], { stdio: "ignore" });
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
