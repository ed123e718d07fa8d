/** Code that can be pasted as it is. The copy button comes from the script, since nothing could copy without it. */
import type { ComponentChildren } from "preact";

interface CopyableProps {
  readonly children: ComponentChildren;
  readonly class?: string;
  /** What is copied, if it isn't the whole text: of a change, only what is added. */
  readonly copies?: string;
}

export function Copyable({ children, copies = "", ...more }: CopyableProps) {
  return (
    <pre {...more} data-copy={copies}>
      {children}
    </pre>
  );
}

/** The script of a page that has code on it. */
export const copyScript = (base: string): string => `${base}/assets/copy.js`;
