export const header =
  'Date of Case,Reference,Notification From,Country Origin,Product,Product Category,Hazard Substance,Hazard Category'

/** An invented extract in the portal's format: repeated hazards, empty ones, old country labels, a quoted comma. */
export const sample = [
  header,
  '"Mar 4, 2022",2022.0650,Belgium,France,Farmhouse goat cheese from raw milk,Milk and milk products,Listeria monocytogenes - pathogenic micro-organisms,Pathogenic micro-organisms',
  '"Mar 1, 2022",2022.0651,Germany (DE),Turkey (TR),"dried apricots, diced",fruits and vegetables,too high content of sulphite,food additives and flavourings',
  '"Feb 28, 2022",2022.0649,Italy,"Viet Nam; Türkiye",Basil leaves,Herbs and spices,Chlorpyrifos - pesticide residues; Chlorpyrifos - pesticide residues; Cadmium - heavy metals,Pesticide residues; Pesticide residues; Heavy metals',
  '"Feb 2, 2022",2022.0400,European Commission,unknown origin,Blue spoon,Food contact materials,,',
  '"Jan 9, 2022",2022.0101,Spain,Chile,Mystery jar,Something new,Something odd,n/a',
].join('\n')
