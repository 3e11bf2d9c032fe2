"""Names of people, streets, towns, things."""

FIRST = (
    "Aaron", "Abigail", "Adele", "Ahmed", "Alice", "Alma", "Andre", "Angela", "Anjali", "Arthur", "Asha",
    "Barbara", "Beatriz", "Ben", "Bianca", "Boris", "Bridget", "Calvin", "Camila", "Carmen", "Cedric",
    "Charlotte", "Chen", "Claire", "Connor", "Craig", "Daisy", "Daniel", "Deborah", "Denise", "Diego",
    "Dolores", "Dominic", "Donna", "Edith", "Edward", "Elena", "Eleanor", "Eli", "Emeka", "Emily", "Esther",
    "Ethan", "Fatima", "Fiona", "Frances", "Frank", "Gabriel", "Georgia", "Gerald", "Gloria", "Gordon",
    "Hannah", "Harold", "Hassan", "Heather", "Helen", "Henry", "Hilary", "Ian", "Irene", "Isaac", "Isabel",
    "Jack", "Jamal", "Janet", "Jasmine", "Javier", "Jean", "Joan", "Joel", "Jorge", "Joyce", "Judith",
    "Julian", "Karen", "Kareem", "Kate", "Keith", "Kwame", "Laila", "Laura", "Leonard", "Leila", "Linda",
    "Lorenzo", "Louise", "Lucas", "Lydia", "Malcolm", "Marco", "Margaret", "Maria", "Marlon", "Martha",
    "Mei", "Melissa", "Miguel", "Mina", "Molly", "Monica", "Nathan", "Neha", "Nina", "Noah", "Nora",
    "Olivia", "Oscar", "Pamela", "Patrick", "Paula", "Philip", "Rachel", "Raj", "Ramona", "Raymond",
    "Rebecca", "Ricardo", "Robin", "Ruth", "Sabrina", "Salma", "Sandra", "Sean", "Shirley", "Simon",
    "Sonia", "Stephen", "Sunita", "Susan", "Tamara", "Teresa", "Thomas", "Tina", "Trevor", "Ursula",
    "Valerie", "Victor", "Vincent", "Walter", "Wendy", "Wei", "Xavier", "Yasmin", "Yusuf", "Zoe",
)  # fmt: skip
LAST = (
    "Abrams", "Acosta", "Aguilar", "Albrecht", "Alvarez", "Amadi", "Archer", "Ashby", "Atkins", "Baines",
    "Banerjee", "Barker", "Barros", "Bauer", "Beaumont", "Becker", "Benson", "Bishop", "Blackwood", "Bolton",
    "Booth", "Bowers", "Bradshaw", "Brennan", "Briggs", "Burke", "Byrne", "Calloway", "Cardenas", "Carver",
    "Chandra", "Chapman", "Coleman", "Conway", "Cooper", "Corbett", "Cortez", "Crane", "Cruz", "Dalton",
    "Delgado", "Desai", "Dixon", "Donovan", "Doyle", "Draper", "Duarte", "Eaton", "Ellison", "Emerson",
    "Espinoza", "Farrell", "Ferreira", "Finch", "Fischer", "Flores", "Foster", "Franklin", "Fuentes",
    "Gallagher", "Garner", "Gibbons", "Gill", "Gomes", "Gould", "Graves", "Greer", "Guerra", "Hale",
    "Hammond", "Hardy", "Harlow", "Hartman", "Hayes", "Hendricks", "Herrera", "Hobbs", "Holloway", "Hooper",
    "Huang", "Hussain", "Ibarra", "Ingram", "Iyer", "Jarvis", "Jensen", "Kaplan", "Kapoor", "Kaur",
    "Keller", "Kendrick", "Khan", "Knox", "Kruger", "Kumar", "Lambert", "Larsen", "Lawson", "Leclerc",
    "Levine", "Lowe", "Lozano", "Madden", "Malik", "Marsh", "Mathis", "Maxwell", "McBride", "Medina",
    "Mendez", "Mercer", "Meyer", "Middleton", "Monroe", "Moran", "Mueller", "Nair", "Navarro", "Newton",
    "Nguyen", "Nolan", "Norris", "Nwosu", "Ochoa", "Oduya", "Ortega", "Osborne", "Owens", "Pacheco",
    "Parrish", "Patel", "Paxton", "Pham", "Pierce", "Porter", "Pratt", "Quinlan", "Rahman", "Ramsey",
    "Reilly", "Rhodes", "Rivas", "Robles", "Rojas", "Rowe", "Salazar", "Santos", "Sawyer", "Schmidt",
    "Schultz", "Serrano", "Shah", "Shelton", "Sharma", "Silva", "Sinclair", "Singh", "Slater", "Solis",
    "Stanton", "Stokes", "Sutton", "Tanaka", "Thornton", "Tobin", "Torres", "Trujillo", "Underwood",
    "Valdez", "Vaughn", "Velasco", "Vogel", "Wagner", "Wallis", "Walsh", "Watkins", "Webster", "Weiss",
    "Whitaker", "Wilde", "Winters", "Wong", "Yates", "Yilmaz", "Yoder", "Zamora", "Zhang", "Zimmerman",
)  # fmt: skip
STREETS = (
    "Alder Lane", "Birch Street", "Canal Road", "Cedar Avenue", "Chapel Hill", "Clover Court", "Cooper Street",
    "Dock Street", "Elm Grove", "Ferry Road", "Foundry Lane", "Garden Row", "Harbor View", "Hazel Drive",
    "Hillcrest Avenue", "Juniper Way", "Kiln Road", "Lake Street", "Linden Avenue", "Maple Court",
    "Market Street", "Meadow Lane", "Mill Road", "Oak Terrace", "Orchard Street", "Park Lane", "Pine Ridge",
    "Quarry Road", "Railway Street", "River Road", "Rose Hill", "Spruce Street", "Station Road", "Sunset Drive",
    "Sycamore Place", "Valley Road", "Vine Street", "Walnut Avenue", "Willow Close", "Windmill Lane",
)  # fmt: skip
TOWNS = (
    "Ashford Falls", "Bellport", "Brookhaven", "Carrow", "Cedar Point", "Dunmore", "Eastvale", "Fairmont",
    "Glenwood", "Harrow Bay", "Kingsbridge", "Lakeside", "Marlow", "Northgate", "Oakhurst", "Pinecrest",
    "Redfield", "Rockport", "Silverton", "Stonebridge", "Thornbury", "Westbrook", "Whitby", "Winslow",
)  # fmt: skip
MAIL_HOSTS = ("example.com", "example.org", "example.net", "mail.example.com", "post.example.org")
COUNTRIES = (
    "Spain", "Italy", "Canada", "Mexico", "Japan", "Portugal", "Turkey", "Thailand", "Greece", "Morocco",
    "Germany", "Brazil", "Iceland", "Switzerland", "Croatia", "Kenya",
)  # fmt: skip
CARRIERS = ("Northwind", "Bluebell", "Skyline", "Tidal", "Corvid", "Meridian")
PLANS = ("Breeze 100", "Breeze 250", "Gale 500", "Gale 750", "Storm 900", "Mate Family", "Mate Plus")
SPEEDS = (100, 250, 500, 750, 900, 500, 250)
ROUTERS = ("H-Box 4", "H-Box 5", "H-Box 6", "H-Box 6 Pro", "H-Box Mini")
PHONES = ("Pixel 9", "Galaxy S25", "iPhone 16", "iPhone 15", "Fairphone 5", "Moto G85", "Galaxy A55")
DEVICES = ("laptop", "work laptop", "TV", "tablet", "printer", "games console", "desktop")
ROOMS = ("hall", "living room", "study", "bedroom", "basement", "kitchen", "attic", "back room")
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
