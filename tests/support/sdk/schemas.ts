import { readdirSync } from 'node:fs';
import { contract, type OperationSpec, type ResourceSpec } from '../../../packages/contract/src/index.js';

const RESOURCES = new URL('../../../packages/contract/src/resources/', import.meta.url);
type Modules = ReadonlyMap<string, Record<string, unknown>>;

/** The files of the contract's resources with what they export. */
async function modules(): Promise<Modules> {
  const names = readdirSync(RESOURCES).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'));
  return new Map(
    await Promise.all(
      names.map(
        async (name) =>
          [name.slice(0, -'.ts'.length), await import(new URL(name, RESOURCES).pathname)] as const,
      ),
    ),
  );
}

/** `packages/sdk/src/schemas/*.ts` by their names: what is written to each resource and operation, as schemas of forms. */
export async function schemaFiles(): Promise<Map<string, string>> {
  const there = await modules();
  const files = new Map<string, string>();
  for (const [name, spec] of Object.entries(contract.resources as Record<string, ResourceSpec>)) {
    const verbs = (['create', 'update'] as const).filter((verb) => spec[verb]);
    if (verbs.length > 0)
      files.set(
        name,
        moduleText(
          there,
          spec,
          verbs.map((verb) => [
            verb,
            `${verb}.body`,
            `${verb === 'create' ? 'Creates' : 'Updates'}['${name}']`,
          ]),
        ),
      );
  }
  for (const [name, spec] of Object.entries(contract.operations as Record<string, OperationSpec>))
    if (spec.body) files.set(name, moduleText(there, spec, [['body', 'body', `Bodies['${name}']`]]));
  return files;
}

function moduleText(
  there: Modules,
  spec: object,
  schemas: readonly (readonly [name: string, at: string, type: string])[],
): string {
  const [file, word] = placeOf(there, spec);
  const types = [...new Set(schemas.map(([, , type]) => type.slice(0, type.indexOf('['))))].sort();
  return `// Made of the contract by tests/parity/sdk.test.ts (vitest run tests/parity -u): not to be edited.
import { ${word} } from '@cadenza/contract/resources/${file}';
import type { ${types.join(', ')} } from '../api.js';
import type { FormSchema } from '../forms.js';

${schemas.map(([name, at, type]) => `export const ${name}: FormSchema<${type}> = ${word}.${at};`).join('\n')}
`;
}

/** In which file of the contract a thing stands, and by which name. */
function placeOf(there: Modules, spec: object): [file: string, word: string] {
  for (const [file, module] of there)
    for (const [word, value] of Object.entries(module)) if (value === spec) return [file, word];
  throw new Error('What stands in no file of resources/ has no schema of its own');
}
