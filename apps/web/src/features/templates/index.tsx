import '../../ui/rows.css';
import './templates.css';

export { TemplateScreen } from './template-screen';
export { TemplatesScreen } from './templates-screen';
