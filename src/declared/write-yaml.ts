/** Writes a registry as YAML. */
import { Document, isNode } from "yaml";
import { type Exported, WEAK } from "./export.ts";

/** The text of a file, with a comment at each weak secret. */
export function yamlOf({ file, weak }: Exported): string {
  // A value that is used twice is written twice: anchors are hard to read.
  const document = new Document(file, { aliasDuplicateObjects: false });
  for (const { path } of weak) {
    const secret = document.getIn(path, true);
    if (isNode(secret)) secret.commentBefore = ` ${WEAK}`;
  }
  return document.toString({ lineWidth: 0 });
}
