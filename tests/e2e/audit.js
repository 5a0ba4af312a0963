/*
 * Runs in a page and yields what is wrong with it for somebody who does not see it well or has a small screen:
 * language, title, landmarks, one heading of the first order, names of controls, width, contrast of text (WCAG 2.2,
 * 1.4.3).
 */
(() => {
  const faults = [];
  if (document.documentElement.lang === '') faults.push('no language');
  if (document.title === '') faults.push('no title');
  for (const one of ['main', 'header', 'h1'])
    if (document.querySelectorAll(one).length !== 1) faults.push(`not one ${one}`);
  const named = 'input:not([type=hidden]):not([hidden]), textarea, select';
  for (const field of document.querySelectorAll(named))
    if (!field.labels?.length && !field.ariaLabel) faults.push(`${field.name} has no label`);
  for (const button of document.querySelectorAll('button, a, summary'))
    if (!button.textContent.trim() && !button.ariaLabel) faults.push('a button without a name');
  const { scrollWidth, clientWidth } = document.documentElement;
  if (scrollWidth > clientWidth) faults.push(`${scrollWidth - clientWidth} px too wide`);

  const channels = (color) => (color.match(/[\d.]+/g) ?? []).map(Number);
  const luminance = ([r, g, b]) => {
    const [x, y, z] = [r, g, b].map((each) =>
      each / 255 <= 0.04045 ? each / 255 / 12.92 : ((each / 255 + 0.055) / 1.055) ** 2.4,
    );
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const behind = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const color = channels(getComputedStyle(at).backgroundColor);
      if (color.length === 3 || color[3] === 1) return color;
    }
    return [255, 255, 255];
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    if (!element?.checkVisibility() || !node.textContent?.trim()) continue;
    const [text, ground] = [luminance(channels(getComputedStyle(element).color)), luminance(behind(element))];
    const contrast = (Math.max(text, ground) + 0.05) / (Math.min(text, ground) + 0.05);
    if (contrast < 4.5)
      faults.push(`contrast ${contrast.toFixed(1)}: ${node.textContent.trim().slice(0, 40)}`);
  }
  return faults;
})();
