/** A port on the command line. */
import { InvalidArgumentError } from "commander";

export function port(text: string): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535)
    throw new InvalidArgumentError("Expected a number from 0 to 65535.");
  return Number(text);
}
