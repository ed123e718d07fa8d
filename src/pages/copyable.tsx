/** Code that can be pasted as it is. The button to copy it comes with the script: without one there is nothing that could copy. */
import type { ComponentChildren } from "preact";

interface CopyableProps {
  readonly children: ComponentChildren;
  readonly class?: string;
  /** What is copied, where that is not the whole text: of a change, what comes and not what goes. */
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
