/** Lengths of time, in seconds. */
import { z } from "zod";

export const DAY = 86_400;

export const seconds = (most: number) => z.number().int().min(1).max(most);
