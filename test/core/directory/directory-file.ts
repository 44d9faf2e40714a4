const header = 'Structure;Prénom;Nom;Mail;Fonction_hiérarchique;Complément_fonction;Téléphone;Mobile'

/** A line of the national directory. */
export const lineFor = (name: string, structure = 'DDI/DDPP/DDPP34') =>
  `${structure};${name};Essai;${name.toLowerCase()}@agri.example;Inspecteur;;;`

export const csvOf = (...lines: string[]) => [header, ...lines].join('\r\n')
