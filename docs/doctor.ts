/** The reference of `candor doctor`: every check, from the table. */
import { DEPLOYMENT_CHECKS } from "../src/cli/deployment/checks/index.ts";

export const doctor = (): string => `# Checks of a deployment

\`candor doctor\` examines a deployment and names what is wrong, by these names. They are stable: a released name is never reused. It changes nothing. [The command line](cli.md) has its options.

\`\`\`sh
npx candor doctor --issuer https://id.example.com --backups /backups
\`\`\`

Run it as the user who runs the server, in the folder of the configuration file and with the server's environment. With \`--issuer\`, it requests the running server as a client does, through the proxy. With \`--backups\`, it looks for the newest backup in a directory. Checks whose facts it doesn't have are skipped.

The exit code is 0 if nothing is wrong, 1 if something was found, and 2 if there is nothing to examine. \`--json\` prints \`findings\` (each with \`id\`, \`found\`, \`expected\` and \`fix\`), \`fine\` and \`skipped\`.

| name | when | expected | what to do |
| --- | --- | --- | --- |
${DEPLOYMENT_CHECKS.map(({ id, when, expected, fix }) => `| \`${id}\` | ${when} | ${expected} | ${fix} |`).join("\n")}
`;
