import '../../ui/rows.css';
import '../../ui/charts/charts.css';
import './analytics.css';

export { AnalyticsScreen } from './analytics-screen';
