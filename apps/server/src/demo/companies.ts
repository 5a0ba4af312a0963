/** Where a company of the demo sits: city, country, its zone, and how its telephone numbers begin (ranges kept for fiction). */
const CITIES = {
  rotterdam: ['Rotterdam', 'Netherlands', 'Europe/Amsterdam', '+31 85 555 0'],
  hamburg: ['Hamburg', 'Germany', 'Europe/Berlin', '+49 40 66969 '],
  munich: ['Munich', 'Germany', 'Europe/Berlin', '+49 89 99998 '],
  london: ['London', 'United Kingdom', 'Europe/London', '+44 20 7946 0'],
  leeds: ['Leeds', 'United Kingdom', 'Europe/London', '+44 113 496 0'],
  dublin: ['Dublin', 'Ireland', 'Europe/Dublin', '+353 20 911 0'],
  paris: ['Paris', 'France', 'Europe/Paris', '+33 1 99 00 0'],
  stockholm: ['Stockholm', 'Sweden', 'Europe/Stockholm', '+46 8 465 00'],
  boston: ['Boston', 'United States', 'America/New_York', '+1 617 555 01'],
  chicago: ['Chicago', 'United States', 'America/Chicago', '+1 312 555 01'],
  austin: ['Austin', 'United States', 'America/Chicago', '+1 512 555 01'],
  denver: ['Denver', 'United States', 'America/Denver', '+1 303 555 01'],
  seattle: ['Seattle', 'United States', 'America/Los_Angeles', '+1 206 555 01'],
  toronto: ['Toronto', 'Canada', 'America/Toronto', '+1 416 555 01'],
} as const satisfies Record<string, readonly [string, string, string, string]>;

type City = keyof typeof CITIES;

/** Name, industry, city, employees: none of them exists, and their domains never will (RFC 2606). */
const COMPANIES: readonly (readonly [name: string, industry: string, city: City, size: string])[] = [
  ['Northwind Robotics', 'Manufacturing', 'rotterdam', '201-500'],
  ['Juniper Labs', 'Biotechnology', 'boston', '51-200'],
  ['Harbour Lane Freight', 'Logistics', 'hamburg', '501-1000'],
  ['Bluepeak Energy', 'Energy', 'denver', '201-500'],
  ['Fieldstone Foods', 'Food production', 'chicago', '1001-5000'],
  ['Lumen and Oak', 'Furniture', 'stockholm', '51-200'],
  ['Quayside Insurance', 'Insurance', 'london', '501-1000'],
  ['Tidewater Marine', 'Shipbuilding', 'leeds', '201-500'],
  ['Alder Health', 'Health care', 'toronto', '1001-5000'],
  ['Pinecrest Software', 'Software', 'austin', '51-200'],
  ['Verdant Packaging', 'Packaging', 'munich', '201-500'],
  ['Copperline Telecom', 'Telecommunications', 'dublin', '501-1000'],
  ['Silverbirch Retail', 'Retail', 'paris', '1001-5000'],
  ['Granite Peak Mining', 'Mining', 'denver', '501-1000'],
  ['Swiftwater Logistics', 'Logistics', 'rotterdam', '201-500'],
  ['Meadowbrook Dairy', 'Food production', 'leeds', '51-200'],
  ['Orchard Street Bank', 'Banking', 'boston', '1001-5000'],
  ['Kestrel Aviation', 'Aviation', 'seattle', '501-1000'],
  ['Ironbridge Steel', 'Manufacturing', 'leeds', '1001-5000'],
  ['Saltmarsh Studios', 'Media', 'london', '11-50'],
  ['Brightwell Education', 'Education', 'dublin', '51-200'],
  ['Cedar and Stone', 'Construction', 'toronto', '201-500'],
  ['Fernhill Pharma', 'Pharmaceuticals', 'munich', '1001-5000'],
  ['Longacre Legal', 'Legal services', 'london', '51-200'],
  ['Maplewood Motors', 'Automotive', 'chicago', '501-1000'],
  ['Nimbus Cloudworks', 'Software', 'seattle', '201-500'],
  ['Oakhaven Hotels', 'Hospitality', 'paris', '501-1000'],
  ['Pebble Beach Toys', 'Consumer goods', 'hamburg', '51-200'],
  ['Redfern Textiles', 'Textiles', 'leeds', '201-500'],
  ['Stillwater Analytics', 'Software', 'stockholm', '11-50'],
  ['Thornbury Tools', 'Manufacturing', 'munich', '201-500'],
  ['Upland Organics', 'Agriculture', 'austin', '51-200'],
  ['Vantage Point Media', 'Media', 'boston', '51-200'],
  ['Westbrook Water', 'Utilities', 'denver', '501-1000'],
  ['Yarrow Biotech', 'Biotechnology', 'rotterdam', '11-50'],
  ['Zephyr Wind', 'Energy', 'hamburg', '201-500'],
  ['Ashgrove Paper', 'Packaging', 'stockholm', '501-1000'],
  ['Beacon Hill Capital', 'Finance', 'boston', '51-200'],
  ['Clearview Optics', 'Medical devices', 'munich', '201-500'],
  ['Dovetail Interiors', 'Furniture', 'london', '11-50'],
  ['Eastgate Security', 'Security', 'chicago', '201-500'],
  ['Foxglove Cosmetics', 'Consumer goods', 'paris', '51-200'],
  ['Greenfield Recycling', 'Waste management', 'dublin', '201-500'],
  ['Hawthorn Housing', 'Real estate', 'london', '501-1000'],
  ['Inland Rail Services', 'Transport', 'chicago', '1001-5000'],
  ['Jasper Printing', 'Printing', 'leeds', '51-200'],
  ['Kingfisher Apparel', 'Textiles', 'toronto', '201-500'],
  ['Lakeside Laboratories', 'Biotechnology', 'seattle', '201-500'],
  ['Millrace Brewing', 'Beverages', 'hamburg', '51-200'],
  ['Newhaven Ports', 'Transport', 'rotterdam', '501-1000'],
  ['Oldfield Grain', 'Agriculture', 'austin', '201-500'],
  ['Portside Catering', 'Hospitality', 'dublin', '51-200'],
  ['Quarry Hill Cement', 'Construction', 'denver', '501-1000'],
  ['Rosewood Clinics', 'Health care', 'paris', '201-500'],
  ['Sandstone Software', 'Software', 'toronto', '51-200'],
  ['Tallgrass Networks', 'Telecommunications', 'austin', '201-500'],
  ['Underhill Outdoor', 'Consumer goods', 'stockholm', '51-200'],
  ['Viaduct Payments', 'Finance', 'london', '201-500'],
  ['Willowbank Care', 'Health care', 'leeds', '501-1000'],
  ['Yellowtail Seafood', 'Food production', 'seattle', '201-500'],
];

export interface Company {
  readonly name: string;
  readonly domain: string;
  readonly industry: string;
  readonly size: string;
  readonly city: string;
  readonly country: string;
  readonly zone: string;
  /** Of its telephone numbers; two figures follow. */
  readonly dial: string;
}

export const companies: readonly Company[] = COMPANIES.map(([name, industry, at, size]) => {
  const [city, country, zone, dial] = CITIES[at];
  const domain = `${name.toLowerCase().replaceAll(' ', '-')}.example`;
  return { name, domain, industry, size, city, country, zone, dial };
});
