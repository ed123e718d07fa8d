/** A field for a list of words, with a box for all of them. */
import { CheckField, type ShownFault, TextField } from "../fields.tsx";

interface AllOrWordsProps {
  readonly name: string;
  readonly label: string;
  readonly hint: string | undefined;
  readonly fault: ShownFault | undefined;
  readonly readOnly: boolean;
  /** `true` is all of them, and `false` none. */
  readonly values: readonly string[];
  /** What the box says. */
  readonly all: string;
}

/** The box is called `NAME.all`. What is typed counts only without it. */
export function AllOrWords({ values, all, ...field }: AllOrWordsProps) {
  const { name, readOnly } = field;
  const [only = ""] = values.length === 1 ? values : [];
  return (
    <>
      <TextField {...field} value={["true", "false"].includes(only) ? "" : values.join(" ")} />
      <CheckField name={`${name}.all`} label={all} checked={only === "true"} readOnly={readOnly} />
    </>
  );
}
