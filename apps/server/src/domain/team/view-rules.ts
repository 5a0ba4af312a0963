/** Views are as deep as filters are; what is deeper is none of ours. */
const DEEP = 12;

/**
 * Whether the filters and columns of a saved view name a custom field: as `custom_fields: {Name: ...}`, `custom_fields[Name]`
 * or `custom_fields.Name`. Pure.
 */
export function namesInView(params: unknown, name: string, depth = 0): boolean {
  if (typeof params === 'string') return isName(params, name);
  if (typeof params !== 'object' || params === null || depth > DEEP) return false;
  if (Array.isArray(params)) return params.some((each) => namesInView(each, name, depth + 1));
  return Object.entries(params).some(
    ([key, value]) =>
      isName(key, name) ||
      (key === 'custom_fields' &&
        isObject(value) &&
        Object.keys(value).some((each) => each.normalize() === name)) ||
      namesInView(value, name, depth + 1),
  );
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

const isName = (text: string, name: string): boolean =>
  [`custom_fields[${name}]`, `custom_fields.${name}`].includes(text.normalize());
