import { type Context, type Template, toValueSync, Value } from 'liquidjs';

/**
 * Lets `default` speak for a field without a value wherever it stands among the filters: `{{ title | strip | default: "x" }}`.
 * The language itself looks at the first filter only, and elsewhere complains of the field. What stands before `default`
 * is for a value: `{{ title | prepend: "Dr. " | default: "x" }}` says x without one, not "Dr. ". Changes parsed templates.
 */
export function withDefaults(templates: readonly Template[]): Template[] {
  const left = [...templates];
  for (let template = left.pop(); template !== undefined; template = left.pop()) {
    for (const value of template.arguments?.() ?? []) if (value instanceof Value) mend(value);
    const children = template.children?.(false, true);
    if (children) left.push(...(toValueSync(children) as Template[]));
  }
  return [...templates];
}

function mend(value: Value): void {
  const at = value.filters.findIndex(({ name }) => name === 'default');
  if (at < 1) return;
  value.value = function* (context: Context) {
    let result: unknown = yield value.initial.evaluate(context, true);
    for (const filter of value.filters.slice(result == null ? at : 0))
      result = yield filter.render(result, context);
    return result;
  };
}
